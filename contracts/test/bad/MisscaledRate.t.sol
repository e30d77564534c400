// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.30;

import {HarborRateAdapterV2} from "../../src/adapter/HarborRateAdapterV2.sol";
import {HarborRateAdapterMisscaled} from "../../src/bad/HarborRateAdapterMisscaled.sol";
import {IHarborVault} from "../../src/interfaces/IHarborVault.sol";
import {HarborTest} from "../base/HarborTest.sol";
import {ProxyAdmin} from "@openzeppelin/contracts/proxy/transparent/ProxyAdmin.sol";
import {
    ITransparentUpgradeableProxy
} from "@openzeppelin/contracts/proxy/transparent/TransparentUpgradeableProxy.sol";

contract MisscaledRateTest is HarborTest {
    function setUp() public override {
        super.setUp();
        _seed();
        _depositCollateral(mallory, 1e9);
    }

    function _upgrade(address implementation) private {
        _executeThrough(
            timelockA,
            _adminOf(address(adapter)),
            abi.encodeCall(
                ProxyAdmin.upgradeAndCall,
                (
                    ITransparentUpgradeableProxy(address(adapter)),
                    implementation,
                    abi.encodeCall(HarborRateAdapterV2.initializeV2, (500))
                )
            )
        );
    }

    function test_misscaledRate_letsDustBorrowTheVault() public {
        _upgrade(address(new HarborRateAdapterMisscaled()));
        assertEq(adapter.rate(), RATE * 1e12);
        _borrow(mallory, 1_000_000);
        assertGt(asset.balanceOf(mallory) * 1e18, 1e9 * RATE, "worth more than the collateral");

        _depositCollateral(mallory, 1e15);
        _borrow(mallory, 840_000e6);
        assertEq(asset.balanceOf(mallory), 840_001e6, "against collateral worth three dollars");
    }

    function test_secondRelease_revertsWith_HarborVaultUnhealthyPosition() public {
        _upgrade(address(new HarborRateAdapterV2()));
        assertEq(adapter.rate(), RATE);
        vm.expectPartialRevert(IHarborVault.HarborVaultUnhealthyPosition.selector);
        vm.prank(mallory);
        vault.borrow(1_000_000, mallory);
    }
}
