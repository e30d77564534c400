// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborMarket} from "../src/demo/HarborMarket.sol";
import {HarborToken} from "../src/demo/HarborToken.sol";
import {IHarborStrategy} from "../src/interfaces/IHarborStrategy.sol";
import {HarborStrategy} from "../src/strategy/HarborStrategy.sol";
import {HarborStrategyV2} from "../src/strategy/HarborStrategyV2.sol";
import {HarborTest} from "./base/HarborTest.sol";
import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {BeaconProxy} from "@openzeppelin/contracts/proxy/beacon/BeaconProxy.sol";
import {UpgradeableBeacon} from "@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol";

contract HarborStrategyTest is HarborTest {
    function _upgrade() private {
        _executeThrough(
            timelockB,
            address(beacon),
            abi.encodeCall(UpgradeableBeacon.upgradeTo, (address(new HarborStrategyV2())))
        );
    }

    function testFuzz_totalAssets_growsWithTheMarket(uint256 yield) public {
        yield = bound(yield, 0, 50_000e6);
        _seed();
        uint256 worth = vault.totalAssets();
        asset.mint(address(markets[0]), yield);
        assertApproxEqAbs(strategies[0].totalAssets(), 100_000e6 + yield, 1);
        assertApproxEqAbs(vault.totalAssets(), worth + yield, 1);
    }

    function testFuzz_withdraw_revertsWith_HarborStrategyUnauthorizedVault(address caller) public {
        vm.assume(caller != address(vault));
        bytes memory expected = abi.encodeWithSelector(
            IHarborStrategy.HarborStrategyUnauthorizedVault.selector, caller, address(vault)
        );
        vm.startPrank(caller);
        vm.expectRevert(expected);
        strategies[0].withdraw(0);
        vm.expectRevert(expected);
        strategies[0].deposit(0);
    }

    function test_initialize_revertsWith_HarborStrategyAssetMismatch() public {
        HarborToken other = new HarborToken("Other", "OTH", 6);
        HarborMarket market = new HarborMarket(other, "Other", "OTH");
        bytes memory data =
            abi.encodeCall(HarborStrategy.initialize, (address(vault), address(market), "Other"));
        vm.expectRevert(
            abi.encodeWithSelector(
                IHarborStrategy.HarborStrategyAssetMismatch.selector, address(other), address(asset)
            )
        );
        new BeaconProxy(address(beacon), data);
    }

    function test_upgrade_reachesEveryInstance() public {
        _seed();
        _upgrade();
        for (uint256 i = 0; i < 3; ++i) {
            assertEq(strategies[i].version(), "2.0.0");
            assertEq(strategies[i].totalAssets(), 100_000e6);
            assertEq(strategies[i].vault(), address(vault));
            assertEq(strategies[i].market(), address(markets[i]));
            assertFalse(HarborStrategyV2(address(strategies[i])).exited());
        }
    }

    function test_upgrade_revertsWith_AccessControlUnauthorizedAccount() public {
        bytes memory data = abi.encodeCall(UpgradeableBeacon.upgradeTo, (address(vault)));
        vm.prank(council);
        timelockB.schedule(address(beacon), 0, data, 0, 0, DELAY);
        skip(DELAY);
        vm.expectRevert(
            abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector,
                mallory,
                timelockB.EXECUTOR_ROLE()
            )
        );
        vm.prank(mallory);
        timelockB.execute(address(beacon), 0, data, 0, 0);
    }

    function test_exit_takesEverythingAndStaysOut() public {
        _seed();
        _upgrade();
        HarborStrategyV2 strategy = HarborStrategyV2(address(strategies[2]));
        uint256 worth = vault.totalAssets();
        vm.prank(guardian);
        assertEq(strategy.exit(), 100_000e6);
        assertEq(strategy.totalAssets(), 0);
        assertEq(vault.totalAssets(), worth);
        vm.expectRevert(HarborStrategyV2.HarborStrategyExited.selector);
        vm.prank(allocator);
        vault.allocate(address(strategy), 1);
    }

    function test_exit_revertsWith_HarborStrategyUnauthorizedGuardian() public {
        _upgrade();
        vm.expectRevert(
            abi.encodeWithSelector(
                HarborStrategyV2.HarborStrategyUnauthorizedGuardian.selector, mallory, guardian
            )
        );
        vm.prank(mallory);
        HarborStrategyV2(address(strategies[0])).exit();
    }
}
