// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborStrategyOpenWithdraw} from "../../src/bad/HarborStrategyOpenWithdraw.sol";
import {IHarborStrategy} from "../../src/interfaces/IHarborStrategy.sol";
import {HarborStrategyGuardedWithdraw} from "../../src/twin/HarborStrategyGuardedWithdraw.sol";
import {HarborTest} from "../base/HarborTest.sol";
import {UpgradeableBeacon} from "@openzeppelin/contracts/proxy/beacon/UpgradeableBeacon.sol";

contract OpenWithdrawTest is HarborTest {
    function setUp() public override {
        super.setUp();
        _seed();
    }

    function _upgrade(address implementation) private {
        _executeThrough(
            timelockB,
            address(beacon),
            abi.encodeCall(UpgradeableBeacon.upgradeTo, (implementation))
        );
    }

    function test_openWithdraw_emptiesEveryInstance() public {
        _upgrade(address(new HarborStrategyOpenWithdraw()));
        vm.startPrank(mallory);
        for (uint256 i = 0; i < 3; ++i) {
            HarborStrategyOpenWithdraw(address(strategies[i])).withdrawTo(100_000e6, mallory);
        }
        vm.stopPrank();
        assertEq(asset.balanceOf(mallory), 300_000e6);
        assertEq(vault.strategyAssets(), 0);
    }

    function test_guardedWithdraw_revertsWith_HarborStrategyUnauthorizedVault() public {
        _upgrade(address(new HarborStrategyGuardedWithdraw()));
        vm.expectRevert(
            abi.encodeWithSelector(
                IHarborStrategy.HarborStrategyUnauthorizedVault.selector, mallory, address(vault)
            )
        );
        vm.prank(mallory);
        HarborStrategyGuardedWithdraw(address(strategies[0])).withdrawTo(1, mallory);
        assertEq(vault.strategyAssets(), 300_000e6);
    }
}
