// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborRateAdapterV2} from "../src/adapter/HarborRateAdapterV2.sol";
import {IHarborRateAdapter} from "../src/interfaces/IHarborRateAdapter.sol";
import {HarborTest} from "./base/HarborTest.sol";
import {ProxyAdmin} from "@openzeppelin/contracts/proxy/transparent/ProxyAdmin.sol";
import {
    ITransparentUpgradeableProxy
} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";
import {Initializable} from "@openzeppelin/contracts/proxy/utils/Initializable.sol";

contract HarborRateAdapterTest is HarborTest {
    function _upgrade(uint256 maxDeviationBps) private returns (HarborRateAdapterV2) {
        _executeThrough(
            timelockA,
            _adminOf(address(adapter)),
            abi.encodeCall(
                ProxyAdmin.upgradeAndCall,
                (
                    ITransparentUpgradeableProxy(address(adapter)),
                    address(new HarborRateAdapterV2()),
                    abi.encodeCall(HarborRateAdapterV2.initializeV2, (maxDeviationBps))
                )
            )
        );
        return HarborRateAdapterV2(address(adapter));
    }

    function test_rate_atMaxAge() public {
        skip(MAX_AGE);
        assertEq(adapter.rate(), RATE);
    }

    function test_rate_revertsWith_HarborRateAdapterStaleRate() public {
        skip(MAX_AGE + 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                IHarborRateAdapter.HarborRateAdapterStaleRate.selector, MAX_AGE + 1, MAX_AGE
            )
        );
        adapter.rate();
    }

    function testFuzz_report_revertsWith_HarborRateAdapterUnauthorizedReporter(address caller)
        public
    {
        vm.assume(caller != reporter && caller != _adminOf(address(adapter)));
        vm.expectRevert(
            abi.encodeWithSelector(
                IHarborRateAdapter.HarborRateAdapterUnauthorizedReporter.selector, caller, reporter
            )
        );
        vm.prank(caller);
        adapter.report(1);
    }

    function test_report_revertsWith_HarborRateAdapterZeroRate() public {
        vm.expectRevert(IHarborRateAdapter.HarborRateAdapterZeroRate.selector);
        vm.prank(reporter);
        adapter.report(0);
    }

    function test_upgrade_keepsState() public {
        HarborRateAdapterV2 patched = _upgrade(500);
        assertEq(patched.version(), "2.0.0");
        assertEq(patched.rate(), RATE);
        assertEq(patched.reporter(), reporter);
        assertEq(patched.maxAge(), MAX_AGE);
        assertEq(patched.owner(), address(timelockA));
        assertEq(patched.maxDeviationBps(), 500);
    }

    function testFuzz_report_staysWithinDeviation(uint256 newRate) public {
        HarborRateAdapterV2 patched = _upgrade(500);
        newRate = bound(newRate, 1, RATE * 3);
        bool isWithin = newRate >= RATE * 95 / 100 && newRate <= RATE * 105 / 100;
        if (!isWithin) {
            vm.expectPartialRevert(HarborRateAdapterV2.HarborRateAdapterExcessiveDeviation.selector);
        }
        vm.prank(reporter);
        patched.report(newRate);
        assertEq(patched.rate(), isWithin ? newRate : RATE);
    }

    function test_initializeV2_revertsWith_InvalidInitialization() public {
        HarborRateAdapterV2 patched = _upgrade(500);
        vm.expectRevert(Initializable.InvalidInitialization.selector);
        vm.prank(mallory);
        patched.initializeV2(10_000);
    }
}
